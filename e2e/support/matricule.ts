// Matricules of invented people, as the program's own `Matricule::invent` makes them.

/** The number of someone born on that day (`2025-04-14`) with that serial, 0 to 999. */
export function inventMatricule(born: string, serial: number): string {
  const first = born.replaceAll('-', '') + String(serial).padStart(3, '0');
  const digits = [...first].reverse().map(Number);
  const luhn = digits.reduce((sum, d, i) => sum + (i % 2 === 0 ? Math.floor((d * 2) / 10) + ((d * 2) % 10) : d), 0);
  const state = digits.reduce((c, d, i) => dihedral(c, permuted(i + 1, d)), 0);
  const verhoeff = [...Array(10).keys()].find((inverse) => dihedral(state, inverse) === 0);
  return `${first}${(10 - (luhn % 10)) % 10}${verhoeff}`;
}

/** Multiplication in the dihedral group D5. */
function dihedral(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5);
  return b < 5 ? 5 + ((a + 5 - b) % 5) : (a + 5 - b) % 5;
}

/** Verhoeff's permutation, applied `position` times. */
function permuted(position: number, digit: number): number {
  const once = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  let permutedDigit = digit;
  for (let i = 0; i < position % 8; i += 1) permutedDigit = once[permutedDigit]!;
  return permutedDigit;
}
