const YEAR_MS = 366 * 24 * 3_600_000

/** What a run that starts at this instant asks of a time zone: from the year before to thirty years after. */
export function zoneSpan(startWallMs: number): [fromUtcMs: number, toUtcMs: number] {
  return [startWallMs - YEAR_MS, startWallMs + 30 * YEAR_MS]
}
