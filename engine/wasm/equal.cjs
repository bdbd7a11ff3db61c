// Assesses each line of a file (version, day, person; by tabs) and writes the answers, a line each.
// Both by the rule set that is compiled here and by the one that is read from its bytes, which
// stand beside the file; they must agree.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const [, , module_, input, output] = process.argv;
const { Engine } = require(module_);
const took = [];
const timed = (what, work) => {
  const start = process.cpuUsage();
  const made = work();
  const { user, system } = process.cpuUsage(start);
  took.push(`${what} in ${((user + system) / 1000).toFixed(1)} ms`);
  return made;
};
const both = new Map();
const enginesOf = (version) => {
  if (!both.has(version)) {
    const bytes = fs.readFileSync(path.join(path.dirname(input), `${version}.bin`));
    const read = timed(`lu-${version} read`, () => Engine.fromBytes(bytes));
    const compiled = timed("compiled", () => new Engine(version));
    both.set(version, { read, compiled });
  }
  return both.get(version);
};
const answers = [];
for (const line of fs.readFileSync(input, "utf8").split("\n").filter(Boolean)) {
  const [version, day, person] = line.split("\t");
  const { read, compiled } = enginesOf(version);
  const answer = read.assess(person, day);
  if (answer !== compiled.assess(person, day)) throw new Error(`${version} ${day} ${person}`);
  answers.push(answer);
}
fs.writeFileSync(output, answers.join("\n") + "\n");
process.stdout.write(`in Node: ${took.join(", ")}\n`);
