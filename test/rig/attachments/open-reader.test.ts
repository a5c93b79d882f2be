import { expect, test } from 'vitest'
import { openReader } from '../../../rigs/attachments/open-reader.ts'

const NOBODY = () => {}
const FINGERPRINT = { name: 'house/fingerprint', credential: 'external' } as const

test.for([
  [
    'a PC/SC reader at an external reader',
    FINGERPRINT,
    { kind: 'pcsc' },
    'house/fingerprint is an external reader; a PC/SC reader reads tags. Attach a serial one',
  ],
  [
    'lines of text at a keypad',
    { name: 'home/front-door', credential: 'tag' },
    { kind: 'serial', path: '/dev/ttyUSB0', line: { encoding: 'text' } },
    'home/front-door: lines of text are external IDs; say how the number of a tag or an iButton is spelled',
  ],
] as const)('refuses %s before anything is opened', async ([, place, source, message]) => {
  await expect(openReader(place, source, NOBODY)).rejects.toMatchObject({ code: 'UNSUPPORTED', message })
})

test('takes a port at an external reader for a reader of lines, not for a 1-Wire adapter', async () => {
  await expect(openReader(FINGERPRINT, { kind: 'serial', path: '/dev/ttyNONE' }, NOBODY)).rejects.toMatchObject({
    code: 'READER_ABSENT',
    message: expect.not.stringContaining('DS2480B'),
  })
})
