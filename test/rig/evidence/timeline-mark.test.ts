import { expect, test } from 'vitest'
import { faceOf } from '../../../rigs/evidence/timeline/mark.ts'

test.for([
  ['command', 'present', { source: 'simulated' }, 'Somebody presents an external ID to the reader.'],
  ['command', 'present', { source: 'serial' }, 'A real reader reads a credential.'],
  ['event', 'external-presented', { ageMs: 0 }, 'The reader knows an external ID and tells its Miniserver.'],
] as const)(
  'the timeline says of %s %s what happened, and whether a real reader read it: %j',
  ([channel, name, data, sentence]) => {
    const message = { id: '1', site: 'house', device: 'fingerprint', timeMs: 0, channel, name, data }
    expect(faceOf(message, new Map())).toMatchObject({ row: 'house/fingerprint', sentence })
  },
)
