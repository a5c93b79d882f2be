const MILLISECONDS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** `3s`, `500ms`, `15m`, `1.5h` in milliseconds. Only for texts that the schema let pass. */
export function millisecondsOf(duration: string): number {
  const [, amount = '', unit = ''] = /^([\d.]+)(ms|s|m|h|d)$/.exec(duration) ?? []
  if (!(unit in MILLISECONDS)) throw new TypeError(`not a duration: ${duration}`)
  return Math.round(Number(amount) * MILLISECONDS[unit as keyof typeof MILLISECONDS])
}

/** `08:00` in minutes since midnight; `24:00` is the end of the day. Only for texts that the schema let pass. */
export function minutesOf(time: string): number {
  const [hours = Number.NaN, minutes = Number.NaN] = time.split(':').map(Number)
  if (Number.isNaN(hours + minutes)) throw new TypeError(`not a time of day: ${time}`)
  return hours * 60 + minutes
}
