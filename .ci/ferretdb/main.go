// Puts MongoDB's wire protocol before a PostgreSQL that has the DocumentDB extension, for tests on a real database engine.
//
// Prints the address to connect to once it answers, and ends on SIGTERM.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/FerretDB/FerretDB/v2/ferretdb"
)

func main() {
	postgresql := flag.String("postgresql", "", "URL of the PostgreSQL")
	listen := flag.String("listen", "127.0.0.1:0", "address to listen at")
	state := flag.String("state", "", "folder that exists, for what has to be remembered")
	flag.Parse()

	neverCallHome := false
	server, err := ferretdb.New(&ferretdb.Config{
		PostgreSQLURL: *postgresql,
		ListenAddr:    *listen,
		StateDir:      *state,
		LogLevel:      slog.LevelWarn,
		LogOutput:     os.Stderr,
		Telemetry:     &neverCallHome,
	})
	if err != nil {
		log.Fatal(err)
	}

	asked, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	ended := make(chan struct{})
	go func() {
		server.Run(asked)
		close(ended)
	}()
	fmt.Println(server.MongoDBURI())
	<-ended
}
