#!/bin/sh
# Prints the path of a Python 3.11 or newer that can build an environment; says plainly what is missing otherwise.
# PYTHON=/path/to/python names one explicitly.
found=""
for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
  path=$(command -v "$name" 2>/dev/null) || continue
  "$path" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue
  found=$path
  if "$path" -c 'import venv, ensurepip' >/dev/null 2>&1; then
    printf '%s\n' "$path"
    exit 0
  fi
done
if [ -n "$found" ]; then
  echo "$found cannot build an environment: its venv and ensurepip modules are missing." >&2
  echo "On Debian and Ubuntu: apt install python3-venv (or python3.11-venv, to match the version)." >&2
else
  echo "Python 3.11 or newer is needed and was not found (tried: ${PYTHON:-python3, python3.11 to python3.14, python})." >&2
  echo "Name one with PYTHON=/path/to/python, for example: make run PYTHON=/usr/local/bin/python3.12" >&2
fi
exit 1
