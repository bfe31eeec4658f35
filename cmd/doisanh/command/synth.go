package command

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/normalize"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/synth"
)

// synthOptions are the flags of `doisanh synth`.
type synthOptions struct {
	out, config string
	people      int
	seed        uint64
	hardness    string
	asOf        string
	sectors     []string
	print       bool
}

func newSynthCommand(g *global) *cobra.Command {
	var o synthOptions
	cmd := &cobra.Command{
		Use:   "synth --out DIR",
		Short: "Sinh dữ liệu của một tỉnh không có thật, kèm đáp án / generate a made-up province with its truth",
		Example: "  doisanh synth --out tinh --people 20000 --seed 7\n" +
			"  doisanh synth --out tinh --people 3000 --level brutal --sectors bhxh,thue",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runSynth(cmd.Context(), cmd, g, &o) },
	}
	f := cmd.Flags()
	f.StringVar(&o.out, "out", "", "thư mục kết quả `DIR` / output folder `DIR`")
	f.StringVar(&o.config, "config", "", "tệp cấu hình `FILE`, YAML / configuration `FILE`, in YAML")
	f.IntVar(&o.people, "people", 0, "`N` người / `N` people")
	f.Uint64Var(&o.seed, "seed", 0, "hạt giống `N` / seed `N`")
	f.StringVar(&o.hardness, "level", "", "độ khó: `ordinary|hard|brutal` / hardness: `ordinary|hard|brutal`")
	f.StringVar(&o.asOf, "as-of", "", "ngày xét dữ liệu, `YYYY-MM-DD` / the day data are judged on, `YYYY-MM-DD`")
	f.StringSliceVar(&o.sectors, "sectors", nil, "các ngành `LIST`, cách nhau bằng dấu phẩy / a `LIST` of sectors, comma-separated")
	f.BoolVar(&o.print, "print-config", false, "in cấu hình mặc định rồi thôi / print the default configuration and stop")
	return cmd
}

func runSynth(ctx context.Context, cmd *cobra.Command, g *global, o *synthOptions) error {
	if o.print {
		_, err := g.stdout.Write(synth.DefaultYAML())
		return err
	}
	if o.out == "" {
		return &record.Problem{ID: record.ProblemFlagMissing, Column: "--out"}
	}
	cfg, err := o.read(cmd)
	if err != nil {
		return err
	}
	if err := cfg.Check(); err != nil { // before any progress is told
		return err
	}
	p := g.printer()
	progress := g.progress(p)
	progress.Start("generate", "", int64(cfg.People))
	summary, err := synth.Generate(ctx, cfg, o.out, progress.Add)
	progress.Done()
	if err != nil {
		return err
	}
	rows := 0
	for _, d := range summary.Datasets {
		rows += d.Rows
	}
	if g.json {
		return g.writeJSON(summary)
	}
	_, err = fmt.Fprintf(g.stdout, "%s\n%s\n", p.Text("synth.done", summary.People, rows, o.out), p.Text("synth.next", summary.Job))
	return err
}

// read makes the configuration of the file, or the default, and the flags.
func (o *synthOptions) read(cmd *cobra.Command) (synth.Config, error) {
	cfg := synth.Default()
	if o.config != "" {
		text, err := dataset.ReadText(o.config)
		if err != nil {
			return cfg, err
		}
		if cfg, err = synth.ReadConfig(bytes.NewReader(text)); err != nil {
			var p *record.Problem
			if errors.As(err, &p) && p.File == "" {
				p.File = o.config
			}
			return cfg, err
		}
	}
	flags := cmd.Flags()
	if flags.Changed("people") {
		cfg.People = o.people
	}
	if flags.Changed("seed") {
		cfg.Seed = o.seed
	}
	if flags.Changed("level") {
		cfg.Hardness = o.hardness
	}
	if flags.Changed("as-of") {
		day, err := normalize.ParseDay(o.asOf)
		if err != nil {
			return cfg, &record.Problem{ID: record.ProblemDateInvalid, Column: "--as-of", Args: []any{o.asOf}}
		}
		cfg.AsOf = synth.Day(day)
	}
	if flags.Changed("sectors") {
		cfg.Sectors = o.sectors
	}
	return cfg, nil
}
