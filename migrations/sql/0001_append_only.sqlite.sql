CREATE TRIGGER ledger_lines_no_update BEFORE UPDATE ON ledger_lines BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_lines_no_delete BEFORE DELETE ON ledger_lines BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER seals_no_update BEFORE UPDATE ON seals BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER seals_no_delete BEFORE DELETE ON seals BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER sealed_lines_no_update BEFORE UPDATE ON sealed_lines BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER sealed_lines_no_delete BEFORE DELETE ON sealed_lines BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER lot_changes_no_update BEFORE UPDATE ON lot_changes BEGIN SELECT RAISE(ABORT, 'changes of a lot are append-only'); END;
CREATE TRIGGER lot_changes_no_delete BEFORE DELETE ON lot_changes BEGIN SELECT RAISE(ABORT, 'changes of a lot are append-only'); END;
