// Reads data files as the programs that they are for do: with the same packages, into structs of the same shape.
//
// Of a cron expression, the value says whether it ever runs.
//
// Takes one request per line on standard input, {"kind": …, "text": …}, and answers each with a line, {"value": …} or
// {"error": …}.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/robfig/cron/v3"
	yamlv2 "gopkg.in/yaml.v2"
	yamlv3 "gopkg.in/yaml.v3"
	"sigs.k8s.io/yaml"
)

type request struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
}

type answer struct {
	Value any    `json:"value,omitempty"`
	Error string `json:"error,omitempty"`
}

func main() {
	decoder := json.NewDecoder(bufio.NewReader(os.Stdin))
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	for decoder.More() {
		var asked request
		if err := decoder.Decode(&asked); err != nil {
			panic(err)
		}
		value, err := read(asked)
		if err != nil {
			value = nil
		}
		if err := encoder.Encode(answer{value, errorText(err)}); err != nil {
			encoder.Encode(answer{nil, err.Error()})
		}
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func read(asked request) (value any, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic: %v", cause)
		}
	}()
	text := []byte(asked.Text)
	switch asked.Kind {
	case "images":
		var read []image
		err = yamlv2.UnmarshalStrict(text, &read)
		return read, err
	case "promoter-manifest":
		var read manifest
		err = yamlv2.UnmarshalStrict(text, &read)
		return read, err
	case "owners":
		return readOwners(text)
	case "jobs":
		var read jobConfig
		err = yaml.UnmarshalStrict(text, &read)
		return read, err
	case "service-account":
		var read serviceAccount
		err = yaml.UnmarshalStrict(text, &read)
		return read, err
	case "cron":
		schedule, err := cron.ParseStandard(asked.Text)
		if err != nil {
			return nil, err
		}
		return !schedule.Next(time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)).IsZero(), nil
	case "stack":
		var read any
		err = yamlv3.Unmarshal(text, &read)
		return read, err
	}
	return nil, fmt.Errorf("unknown kind %q", asked.Kind)
}
