const UNITS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
] as const

/** `3 s`, `1.5 s`, `2 min`, `40 ms`: in the largest unit that is no longer than it. */
export function shownDuration(durationMs: number): string {
  const [size, unit] = UNITS.find(([each]) => durationMs >= each) ?? [1, 'ms']
  return `${Number((durationMs / size).toFixed(2))} ${unit}`
}
