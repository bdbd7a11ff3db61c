// Records that a journey makes for itself, and parents joined to children.

import { expect } from '@playwright/test';
import type { Answer, Carnet } from './carnet.ts';
import { dayFromNow } from './days.ts';
import { inventMatricule } from './matricule.ts';

const CREATE = 'mutation ($input: CreateRecordInput!) { createRecord(input: $input) { record { id } userErrors { code } } }';
const CODE = 'mutation ($input: MakeParentCodeInput!) { makeParentCode(input: $input) { code userErrors { code } } }';
const JOIN = 'mutation ($input: JoinByCodeInput!) { joinByCode(input: $input) { userErrors { code } } }';
const OWN = '{ viewer { records { relation record { id version } } } }';
const CONTACT = 'mutation ($input: ChangeContactInput!) { changeContact(input: $input) { userErrors { code } } }';

/** Makes a record as a professional; gives its id. */
export async function createRecord(carnet: Carnet, professional: string, input: object): Promise<string> {
  const { createRecord: created } = await carnet.ask(professional, CREATE, { input });
  expect(created.userErrors).toEqual([]);
  return created.record.id;
}

/** Makes a girl's record, as Dr Weber. */
export function makeChild(carnet: Carnet, givenName: string, birthDate: string, serial: number): Promise<string> {
  return createRecord(carnet, 'weber', {
    idempotencyKey: `child-${serial}`,
    identifiers: [{ system: 'LU_MATRICULE', value: inventMatricule(birthDate, serial) }],
    familyName: 'Reuter',
    givenName,
    birthDate,
    sex: 'FEMALE',
    language: 'FR',
  });
}

/** A newborn whose second month comes within one month: of whom the parents are to be told now. */
export function newborn(carnet: Carnet, givenName: string, serial: number): Promise<string> {
  return makeChild(carnet, givenName, dayFromNow(-45), serial);
}

/** A code for another parent of a child, as Dr Weber prints it. */
export async function codeFor(carnet: Carnet, recordId: string, key = ''): Promise<string> {
  const input = { idempotencyKey: `code-${key}${recordId}`, recordId };
  const { makeParentCode } = await carnet.ask('weber', CODE, { input });
  expect(makeParentCode.userErrors).toEqual([]);
  return makeParentCode.code;
}

/** Joins a parent to a child by the code on the practice's paper. */
export async function joinParent(carnet: Carnet, parent: string, recordId: string): Promise<void> {
  const code = await codeFor(carnet, recordId, `${parent}-`);
  const input = { idempotencyKey: `join-${parent}-${recordId}`, code };
  expect((await carnet.ask(parent, JOIN, { input })).joinByCode.userErrors).toEqual([]);
}

/** The record of whoever signs in as that demo person. */
export async function ownRecord(carnet: Carnet, person: string): Promise<Answer> {
  const { viewer } = await carnet.ask(person, OWN);
  return viewer.records.find((r: Answer) => r.relation === 'SELF').record;
}

/** Enters the address and language of a demo person in their own record; it waits to be confirmed. */
export async function tellAddress(carnet: Carnet, person: string, email: string, language: string): Promise<void> {
  const own = await ownRecord(carnet, person);
  const input = { idempotencyKey: `contact-${person}`, recordId: own.id, version: own.version, language, email };
  expect((await carnet.ask(person, CONTACT, { input })).changeContact.userErrors).toEqual([]);
}
