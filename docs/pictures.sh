#!/usr/bin/env bash
# Makes the README's pictures anew: the desk in a real browser, on the dumps of the demo. Needs Chromium and its driver
# (apt-get install chromium chromium-driver). All other pages are in target/pictures then, on a large screen by day and a small one by night.
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q test -Dtest=BrowserTest -Dtest.excludedGroups=
cp target/pictures/waybills-1280-light.png docs/desk-waybills.png
cp target/pictures/rejects-1280-light.png docs/desk-rejects.png
