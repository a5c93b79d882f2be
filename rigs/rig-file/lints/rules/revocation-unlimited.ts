import type { Lint } from '../lint.ts'

export const revocationUnlimited: Lint = {
  code: 'REVOCATION_UNLIMITED',
  finds:
    'A Miniserver has users of another one whose connection timeout is 0, never: cut off from that one, it goes on letting in whomever that one has thrown out.',
  mend: 'Give the other one a connectionTimeout.',
  source: '§3.3.6, C32',
  *look({ program, names, neverSilent }) {
    const origins = new Set(Array.from(program.users.values(), ({ origin }) => origin))
    for (const origin of origins) {
      if (origin === undefined || neverSilent?.has(origin) !== true) continue
      const who = names.principal(`member:${origin}`).replace('member:', '')
      const sentence = `While this Miniserver is cut off from ${who}, nothing that ${who} takes away ends here: the revocation latency has no limit.`
      yield { place: { of: 'program' }, sentence }
    }
  },
}
