package command

import "github.com/spf13/cobra"

func newDedupeCommand(g *global) *cobra.Command {
	var o anyOptions
	cmd := &cobra.Command{
		Use:     "dedupe FILE",
		Short:   "Tìm trùng trong một bảng bất kỳ, không cần mô hình / find duplicates in a table of any kind, with no model",
		Example: "  doisanh dedupe a.csv --id id --out ket-qua",
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return runAny(cmd.Context(), g, &o, args) },
	}
	o.addFlags(cmd, "cột khóa `COL` của bản ghi / the column `COL` that names a record")
	return cmd
}
