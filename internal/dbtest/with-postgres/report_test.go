package main

import (
	"strings"
	"testing"
)

func TestTheReportCountsTestsAndShowsWhatWentWrong(t *testing.T) {
	var out strings.Builder
	tally := newTally(&out)
	tally.read(strings.NewReader(`
{"Action":"build-output","ImportPath":"kap/c","Output":"c.go:1: syntax error\n"}
{"Action":"run","Package":"kap/a","Test":"TestGood"}
{"Action":"output","Package":"kap/a","Test":"TestGood","Output":"quiet\n"}
{"Action":"pass","Package":"kap/a","Test":"TestGood/case","Elapsed":0.1}
{"Action":"pass","Package":"kap/a","Test":"TestGood","Elapsed":0.2}
{"Action":"output","Package":"kap/a","Output":"PASS\n"}
{"Action":"output","Package":"kap/a","Output":"ok  \tkap/a\t0.2s\n"}
{"Action":"pass","Package":"kap/a","Elapsed":0.2}
{"Action":"output","Package":"kap/b","Test":"TestBad/case","Output":"    b_test.go:9: got 1 want 2\n"}
{"Action":"fail","Package":"kap/b","Test":"TestBad/case","Elapsed":0}
{"Action":"fail","Package":"kap/b","Test":"TestBad","Elapsed":3}
{"Action":"output","Package":"kap/b","Test":"TestBrowser","Output":"    b_test.go:5: no Chromium\n"}
{"Action":"skip","Package":"kap/b","Test":"TestBrowser","Elapsed":0}
{"Action":"fail","Package":"kap/b","Elapsed":3}
{"Action":"fail","Package":"kap/c","Elapsed":0}
`))
	tally.close()
	got := out.String()
	for _, want := range []string{"syntax error", "ok  \tkap/a", "got 1 want 2", "no Chromium", "skipped (why is said above):\n  kap/b TestBrowser\n", "  3.00 s  kap/b TestBad\n", "\n1 passed, 2 failed, 1 skipped\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("report lacks %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, "quiet") {
		t.Errorf("report shows the output of a test that passed:\n%s", got)
	}
}
