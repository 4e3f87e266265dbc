"use strict";

// Starts the unmodified package with our corrections around it, on a free port of the loopback address. Ends when whoever
// started it does, which closes the pipe to our standard input, however that ended.

const Account = require("./corrections/account");
const { createHttpServer } = require("@vercel/cosmosdb-server");
const { correct } = require("./corrections");

const server = createHttpServer({ keepAlive: true });
const [uncorrected] = server.listeners("request");
server.removeAllListeners("request");
server.on("request", correct((req, res) => uncorrected(req, res), Account.current));
server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/`));

process.stdin.on("end", () => process.exit()).resume();
