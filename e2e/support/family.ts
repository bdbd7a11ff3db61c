// A family that a journey makes for itself: newborns at Dr Weber's, and parents joined to them.

import { expect } from '@playwright/test';
import type { Carnet } from './carnet.ts';
import { dayFromNow } from './days.ts';
import { inventMatricule } from './matricule.ts';

const CREATE = 'mutation ($input: CreateRecordInput!) { createRecord(input: $input) { record { id } userErrors { code } } }';
const CODE = 'mutation ($input: MakeParentCodeInput!) { makeParentCode(input: $input) { code userErrors { code } } }';
const JOIN = 'mutation ($input: JoinByCodeInput!) { joinByCode(input: $input) { userErrors { code } } }';
const SELF = '{ viewer { records { relation record { id version } } } }';
const CONTACT = 'mutation ($input: ChangeContactInput!) { changeContact(input: $input) { userErrors { code } } }';

/** A newborn whose second month comes within one month: of whom the parents are to be told now. */
export async function newborn(carnet: Carnet, givenName: string, serial: number): Promise<string> {
  const birthDate = dayFromNow(-45);
  const input = {
    idempotencyKey: `newborn-${serial}`,
    identifiers: [{ system: 'LU_MATRICULE', value: inventMatricule(birthDate, serial) }],
    familyName: 'Reuter',
    givenName,
    birthDate,
    sex: 'FEMALE',
    language: 'EN',
  };
  const { createRecord } = await carnet.ask('weber', CREATE, { input });
  expect(createRecord.userErrors).toEqual([]);
  return createRecord.record.id;
}

/** Joins a parent to a child by the code on the practice's paper. */
export async function joinParent(carnet: Carnet, parent: string, recordId: string): Promise<void> {
  const key = `${parent}-${recordId}`.slice(0, 60);
  const { makeParentCode } = await carnet.ask('weber', CODE, { input: { idempotencyKey: key, recordId } });
  const { joinByCode } = await carnet.ask(parent, JOIN, { input: { idempotencyKey: key, code: makeParentCode.code } });
  expect(joinByCode.userErrors).toEqual([]);
}

/** Enters the address and language of a demo person in their own record; it waits to be confirmed. */
export async function tellAddress(carnet: Carnet, person: string, email: string, language: string): Promise<void> {
  const { viewer } = await carnet.ask(person, SELF);
  const own = viewer.records.find((r: { relation: string }) => r.relation === 'SELF').record;
  const input = { idempotencyKey: `contact-${person}`, recordId: own.id, version: own.version, language, email };
  expect((await carnet.ask(person, CONTACT, { input })).changeContact.userErrors).toEqual([]);
}
