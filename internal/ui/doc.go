// Package ui holds what the user sees of the program in either language: the message catalogue, the `error:` and `hint:`
// lines, and the progress display. It takes no decisions and reads no environment; the command line tells it the language and the
// terminal.
package ui
