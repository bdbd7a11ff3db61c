// Assesses each line of a file (version, day, person; by tabs) and writes the answers, a line each.
"use strict";
const fs = require("node:fs");
const [, , module_, input, output] = process.argv;
const { Engine } = require(module_);
const engines = new Map();
const took = [];
const answers = [];
for (const line of fs.readFileSync(input, "utf8").split("\n").filter(Boolean)) {
  const [version, day, person] = line.split("\t");
  if (!engines.has(version)) {
    const start = process.cpuUsage();
    engines.set(version, new Engine(version));
    const { user, system } = process.cpuUsage(start);
    took.push(`lu-${version} in ${((user + system) / 1000).toFixed(0)} ms`);
  }
  answers.push(engines.get(version).assess(person, day));
}
fs.writeFileSync(output, answers.join("\n") + "\n");
process.stdout.write(`compiled in Node: ${took.join(", ")}\n`);
