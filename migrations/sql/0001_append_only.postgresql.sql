CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
CREATE TRIGGER ledger_lines_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_lines EXECUTE FUNCTION refuse_change();
CREATE TRIGGER seals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON seals EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sealed_lines_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON sealed_lines EXECUTE FUNCTION refuse_change();
CREATE TRIGGER lot_changes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON lot_changes EXECUTE FUNCTION refuse_change();
