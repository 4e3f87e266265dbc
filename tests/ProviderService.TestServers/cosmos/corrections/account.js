"use strict";

// The package announces HTTPS whatever it speaks, and the consistency "Session". One process with one copy of everything is
// stronger than that: a read sees every write that was answered.

const module_ = require("@vercel/cosmosdb-server/lib/account");

const consistency = process.env.COSMOS_CONSISTENCY ?? "Strong";
const writeRegions = Number(process.env.COSMOS_WRITE_REGIONS ?? 1);
let account;

class Account extends module_.default {
  constructor(host, port) {
    super(host, port);
    account = this;
    const region = number => ({ name: number ? `Region ${number}` : "South Central US", databaseAccountEndpoint: `http://${host}:${port}/` });
    Object.assign(this.read(), {
      userConsistencyPolicy: { defaultConsistencyLevel: consistency },
      writableLocations: Array.from({ length: writeRegions }, (_, number) => region(number)),
      readableLocations: [region(0)],
    });
  }
}

module_.default = Account;

exports.current = () => account;
