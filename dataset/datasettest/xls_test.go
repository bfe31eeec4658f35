package datasettest

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// writeXLS has LibreOffice make an old workbook of a new one.
func writeXLS(path string, rows [][]string) error {
	modern := strings.TrimSuffix(path, ".xls") + ".xlsx"
	if err := workbook(func(_ *excelize.File, text string, _ bool) any { return text })(modern, rows); err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(context.Background(), 2*time.Minute)
	defer stop()
	dir := filepath.Dir(path)
	out, err := exec.CommandContext(ctx, "soffice", "-env:UserInstallation=file://"+dir+"/office", "--headless", "--convert-to", "xls:MS Excel 97", "--outdir", dir, modern).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
}

func TestXLS(t *testing.T) {
	if testing.Short() {
		t.Skip("LibreOffice takes its time: not in -short; dataset/xls reads a workbook it made")
	}
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Skip("LibreOffice, which makes the old workbooks, is not installed here (run make outside); dataset/xls reads one it made")
	}
	f := Format{Ext: ".xls", Ragged: true, Write: writeXLS}
	t.Run("cells", f.cells)
	t.Run("table", f.table)
}
