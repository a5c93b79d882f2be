/** Passwords that are known to everyone. */
const COMMON: ReadonlySet<string> = new Set(['admin', 'loxone', 'password', 'passwort', 'qwertz', 'qwerty', '12345678'])

const LENGTH_MIN = 8
const LENGTH_LONG = 12
const KINDS: readonly RegExp[] = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u]

/**
 * How strong a password is, 0 low to 3 strong: API `scorePWD` [P]. One that is short, common, or of one letter is 0; otherwise a point
 * each for eight letters, for three kinds of letters (small, capital, digit, other), and for twelve letters and two kinds.
 */
export function passwordScore(password: string): 0 | 1 | 2 | 3 {
  const letters = [...password]
  const isWeak = letters.length < LENGTH_MIN || COMMON.has(password.toLowerCase()) || new Set(letters).size < 3
  if (isWeak) return 0
  const kinds = KINDS.filter((kind) => kind.test(password)).length
  const points = [kinds >= 3, letters.length >= LENGTH_LONG && kinds >= 2].filter(Boolean).length
  return ([1, 2, 3] as const)[points] ?? 1
}
