// The addresses of every page, for whatever is checked on each of them.

import type { Answer } from './carnet.ts';

/** What everyone sees who has not signed in. */
export const PUBLIC = ['/sign-in', '/accessibility', '/nowhere'];

/** A patient's pages about one record with a dose. */
export function patientPages(record: Answer): string[] {
  const dose = record.vaccinations[0].id;
  const of = ['', '/vaccinations', '/vaccinations?by=disease', `/vaccinations/${dose}`, '/report', '/profile'];
  of.push(`/vaccinations/${dose}/who`);
  of.push('/access-log', '/corrections', `/corrections?dose=${dose}`, '/print', '/sharing', '/consent', '/helpers');
  return ['/my', ...of.map((path) => `/my/${record.id}${path}`), '/account', '/join'];
}

/** A professional's pages to find, read and create. */
export function readingPages(record: Answer): string[] {
  const dose = record.vaccinations[0].id;
  const of = ['', '?view=timeline', '/decide', '/decide?view=plan', '/decide?view=compare', '/same', `/vaccinations/${dose}`];
  const found = ['/', '/worklist', '/duplicates', '/records', '/records/new', '/account'];
  return [...found, ...of.map((path) => `/records/${record.id}${path}`)];
}

/** A professional's pages to write about a record; the other is one to join it with. */
export function writingPages(record: Answer, other: Answer): string[] {
  const of = ['/record', '/transcribe', '/not-given', '/profile', '/person', '/number', '/death', '/parent-code'];
  of.push(`/vaccinations/${record.vaccinations[0].id}/correct`, `/merge/${other.id}`);
  return of.map((path) => `/records/${record.id}${path}`);
}
