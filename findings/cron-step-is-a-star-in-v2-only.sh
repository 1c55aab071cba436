#!/usr/bin/env bash
# robfig/cron 2 beside 3.0.1, as Prow read schedules until May 2026 and does since: `0 4 */2 * 5` means every other day
# that is a Friday in v2, where a day with a star counts as no restriction of its own, and every other day as well as every
# Friday in v3, where a step is a restriction and two restrictions are joined by "or". No error either way.
# Output seen: 2 runs in December 2026 by v2, 18 by v3.
set -euo pipefail
export TZ=UTC
cd "$(mktemp -d)"
trap 'chmod -R u+w "$PWD" && rm -rf "$PWD"' EXIT
cat >main.go <<'GO'
package main

import (
	"fmt"
	"time"

	v3 "github.com/robfig/cron/v3"
	v2 "gopkg.in/robfig/cron.v2"
)

type schedule interface{ Next(time.Time) time.Time }

func runs(s schedule) (count int) {
	end := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	for at := s.Next(time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)); at.Before(end); at = s.Next(at) {
		count++
	}
	return count
}

func main() {
	const text = "0 4 */2 * 5"
	old, err := v2.Parse("0 " + text)
	if err != nil {
		panic(err)
	}
	now, err := v3.ParseStandard(text)
	if err != nil {
		panic(err)
	}
	fmt.Println(runs(old), runs(now))
}
GO
go mod init cron 2>/dev/null
go get github.com/robfig/cron/v3@v3.0.1 gopkg.in/robfig/cron.v2@v2.0.0-20150107220207-be2e0b0deed5 2>/dev/null
seen=$(go run .)
[ "$seen" = "2 18" ] || { echo "changed: $seen"; exit 1; }
echo "OK 0 4 */2 * 5 runs 2 times in December 2026 by robfig/cron v2 and 18 times by v3"
