// Answers CDC's published cases: the module, a file that names the files of the supporting data (the
// schedule's first), the file of cases, and where the answers go, a line each.
"use strict";
const fs = require("node:fs");
const [, , module_, list, cases, output] = process.argv;
const { Cdsi } = require(module_);
const lines = (file) => fs.readFileSync(file, "utf8").split("\n").filter((line) => line.trim());
const [schedule, ...antigens] = lines(list).map((file) => fs.readFileSync(file, "utf8"));
const cdsi = new Cdsi(schedule, antigens);
const answers = lines(cases).map((line) => cdsi.answer(line));
fs.writeFileSync(output, answers.join("\n") + "\n");
process.stdout.write(`in Node: ${answers.length} cases of CDC\n`);
