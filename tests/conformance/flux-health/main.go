// What Flux makes of an object by health expressions: the evaluator of its kustomize-controller, around which there is
// nothing but reading and writing.
//
// It reads YAML documents {object, current, failed, inProgress} and writes a line for each: the status, or Error and why.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/fluxcd/pkg/apis/kustomize"
	"github.com/fluxcd/pkg/runtime/cel"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/yaml"
)

type question struct {
	Object     unstructured.Unstructured `json:"object"`
	Current    string                    `json:"current"`
	Failed     string                    `json:"failed"`
	InProgress string                    `json:"inProgress"`
}

func main() {
	if err := answer(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func answer(in io.Reader, out io.Writer) error {
	documents := yaml.NewYAMLOrJSONDecoder(bufio.NewReader(in), 4096)
	for {
		var asked question
		if err := documents.Decode(&asked); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		fmt.Fprintln(out, status(asked))
	}
}

func status(asked question) string {
	evaluator, err := cel.NewStatusEvaluator(&kustomize.HealthCheckExpressions{
		Current: asked.Current, Failed: asked.Failed, InProgress: asked.InProgress,
	})
	if err != nil {
		return "Error " + err.Error()
	}
	found, err := evaluator.Evaluate(context.Background(), &asked.Object)
	if err != nil {
		return "Error " + err.Error()
	}
	return string(found.Status)
}
