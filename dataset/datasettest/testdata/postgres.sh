#!/bin/sh
# Installs the PostgreSQL server that TestPostgreSQL starts for itself, from Debian's packages. Where that cannot be, it says so
# and leaves with 0: the test then skips itself with its reason.
set -eu
if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || [ -x /usr/local/bin/initdb ]; then
	echo "a PostgreSQL server is installed already"
	exit 0
fi
if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
	echo "not installed: this needs Debian's apt-get and root; the test will be skipped"
	exit 0
fi
if apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null; then
	echo "installed: $(ls -d /usr/lib/postgresql/*/bin)"
else
	echo "not installed: the packages cannot be had here; the test will be skipped"
fi
