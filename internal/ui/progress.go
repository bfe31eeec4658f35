package ui

import (
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"
)

// Progress shows how the stages of a command go on: one bar a stage with its count and the time left on a terminal; otherwise a plain line with the
// time when work begins, and one for each stage that is done; nothing where quiet. Nothing it writes names a person.
type Progress struct {
	out      io.Writer
	printer  *Printer
	terminal bool
	quiet    bool
	now      func() time.Time

	begun   bool
	bar     *progressbar.ProgressBar
	title   string
	dataset string
	started time.Time
	count   atomic.Int64
}

// NewProgress returns a display on out.
func NewProgress(out io.Writer, p *Printer, terminal, quiet bool, now func() time.Time) *Progress {
	return &Progress{out: out, printer: p, terminal: terminal, quiet: quiet, now: now}
}

// Start begins a stage; total 0 means it is not known.
func (p *Progress) Start(stage, dataset string, total int64) {
	p.title, p.dataset, p.started = p.printer.Text("stage."+stage), Plain(dataset), p.now()
	p.count.Store(0)
	if p.quiet {
		return
	}
	if !p.terminal {
		if !p.begun { // the first stage may be long
			p.line(p.printer.Text("stage.begin"), "", p.started.Format(time.DateTime), "")
		}
		p.begun = true
		return
	}
	if total <= 0 {
		total = -1
	}
	p.bar = progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(p.out),
		progressbar.OptionSetDescription(fmt.Sprintf("%-20s %-20s", p.title, p.dataset)),
		progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionSetWidth(24),
		progressbar.OptionClearOnFinish(),
	)
	_ = p.bar.RenderBlank() // at once: the first count may be a while in coming
}

// Add counts n more done; it may be called from any goroutine.
func (p *Progress) Add(n int64) {
	p.count.Add(n)
	if p.bar != nil {
		_ = p.bar.Add64(n) // a display that cannot be drawn does not stop the work
	}
}

// Done ends the stage.
func (p *Progress) Done() {
	if p.bar != nil {
		_ = p.bar.Finish()
		p.bar = nil
	}
	if p.quiet {
		return
	}
	took := p.now().Sub(p.started).Round(10 * time.Millisecond)
	count := ""
	if n := p.count.Load(); n > 0 {
		count = p.printer.printer.Sprintf("%d", n)
	}
	p.line(p.title, p.dataset, count, took.String())
}

func (p *Progress) line(title, dataset, count, took string) {
	line := fmt.Sprintf("%-18s %-20s %14s %8s", title, dataset, count, took)
	fmt.Fprintln(p.out, strings.TrimRight(line, " "))
}
