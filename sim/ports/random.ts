/** Lower-case hex of that many random bytes: seeded on the virtual lane, the machine's own elsewhere. */
export type Random = (bytes: number) => string
