// A language host for Node.js that does one thing: it writes the TypeScript program of `pulumi import`.
//
// The host that runs programs (../../language-host) is the last one that has a release as a Go module, and is older than
// this question. Pulumi's newer host answers it with the generator of pkg/v3, in the same steps. Which providers a program
// needs is asked of the host that runs programs.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/pulumi/pulumi/pkg/v3/codegen/hcl2/syntax"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/pcl"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	"github.com/pulumi/pulumi/pkg/v3/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/cmdutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/version"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/emptypb"
)

// Prints the port that it listens on, as every host does, and serves until it or its engine is stopped.
func main() {
	flag.Parse()
	runner, err := startRunner(os.Args[1:])
	if err != nil {
		cmdutil.Exit(err)
	}
	stopped := make(chan bool)
	if engine := flag.Arg(0); engine != "" {
		stop := sync.OnceFunc(func() { close(stopped) })
		if err := rpcutil.Healthcheck(context.Background(), engine, 5*time.Minute, stop); err != nil {
			cmdutil.Exit(err)
		}
	}
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Cancel: stopped,
		Init: func(server *grpc.Server) error {
			pulumirpc.RegisterLanguageRuntimeServer(server, &host{runner: runner})
			return nil
		},
	})
	if err != nil {
		cmdutil.Exit(err)
	}
	fmt.Println(handle.Port)
	if err := <-handle.Done; err != nil {
		cmdutil.Exit(err)
	}
}

// Starts the host that runs programs, which lies in the engine's own folder. It watches the same
// engine, and ends with it.
func startRunner(arguments []string) (pulumirpc.LanguageRuntimeClient, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	runner := exec.Command(filepath.Join(filepath.Dir(self), "..", "bin", filepath.Base(self)), arguments...)
	runner.Stderr = os.Stderr
	output, err := runner.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := runner.Start(); err != nil {
		return nil, err
	}
	var port int
	if _, err := fmt.Fscanln(output, &port); err != nil {
		return nil, fmt.Errorf("the language host for programs does not say its port: %w", err)
	}
	connection, err := grpc.NewClient(
		fmt.Sprintf("127.0.0.1:%d", port),
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		rpcutil.GrpcChannelOptions(),
	)
	if err != nil {
		return nil, err
	}
	return pulumirpc.NewLanguageRuntimeClient(connection), nil
}

type host struct {
	pulumirpc.UnimplementedLanguageRuntimeServer
	runner pulumirpc.LanguageRuntimeClient
}

func (*host) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: version.Version}, nil
}

func (one *host) GetRequiredPlugins(
	ctx context.Context, request *pulumirpc.GetRequiredPluginsRequest,
) (*pulumirpc.GetRequiredPluginsResponse, error) {
	// The older host takes a folder here, where engines of today name the file.
	request.Program = request.Info.RootDirectory
	return one.runner.GetRequiredPlugins(ctx, request)
}

// Writes the program of a source in Pulumi's own language, by the schemas that the engine hands out.
func (*host) GenerateProgram(
	_ context.Context, request *pulumirpc.GenerateProgramRequest,
) (*pulumirpc.GenerateProgramResponse, error) {
	loader, err := schema.NewLoaderClient(request.LoaderTarget)
	if err != nil {
		return nil, err
	}
	defer loader.Close()
	parser := syntax.NewParser()
	for path, text := range request.Source {
		if err := parser.ParseFile(strings.NewReader(text), path); err != nil {
			return nil, err
		}
		if parser.Diagnostics.HasErrors() {
			return nil, parser.Diagnostics
		}
	}
	options := []pcl.BindOption{pcl.PreferOutputVersionedInvokes}
	if !request.Strict {
		options = append(options, pcl.NonStrictBindOptions()...)
	}
	program, found, err := pcl.BindProgram(parser.Files, schema.NewCachedLoader(loader), options...)
	if err != nil {
		return nil, err
	}
	diagnostics := plugin.HclDiagnosticsToRPCDiagnostics(found)
	if found.HasErrors() {
		return &pulumirpc.GenerateProgramResponse{Diagnostics: diagnostics}, nil
	}
	if program == nil {
		return nil, errors.New("the source has no program")
	}
	files, found, err := nodejs.GenerateProgram(program)
	if err != nil {
		return nil, err
	}
	diagnostics = append(diagnostics, plugin.HclDiagnosticsToRPCDiagnostics(found)...)
	return &pulumirpc.GenerateProgramResponse{Source: files, Diagnostics: diagnostics}, nil
}
