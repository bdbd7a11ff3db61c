// Days as hands type them and as pages write them.

/** The civil day so many days from now, `2026-11-24`. */
export function dayFromNow(days = 0): string {
  const day = new Date(Date.now() + days * 86_400_000);
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Luxembourg' }).format(day);
}

/** `2025-04-14` as fast hands type it: `140425`. */
export function typed(day: string): string {
  return `${day.slice(8)}${day.slice(5, 7)}${day.slice(2, 4)}`;
}

/** `2025-04-14` as a page writes it: `14.04.2025`. */
export function written(day: string): string {
  return day.split('-').reverse().join('.');
}
