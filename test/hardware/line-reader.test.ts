import { onTestFinished } from 'vitest'
import { openReader } from '../../rigs/attachments/open-reader.ts'
import { openLineReader } from '../../rigs/attachments/serial/line-reader.ts'
import { describeReader } from '../contract/reader.ts'
import { aPty } from '../helpers/a-pty.ts'

describeReader('a reader that writes lines, on a pseudo-terminal, with serialport', async () => {
  const reader = await aPty()
  onTestFinished(() => reader[Symbol.asyncDispose]())
  return {
    reader: await openLineReader({
      ...{ name: 'home/gate', port: reader.path, baudRate: 9600 },
      format: { encoding: 'hex', credential: 'tag' },
    }),
    present: [() => reader.say('04A1B2C3\r\n'), () => reader.say('04A1B2C3D4E580\r\n')],
    expected: [
      { kind: 'tag', id: '04 A1 B2 C3' },
      { kind: 'tag', id: '04 A1 B2 C3 D4 E5 80' },
    ],
    vanish: () => reader.unplug(),
    comeBack: () => reader.plug(),
  }
})

describeReader('a fingerprint scanner at an external reader, on a pseudo-terminal, with serialport', async () => {
  const scanner = await aPty()
  onTestFinished(() => scanner[Symbol.asyncDispose]())
  const place = { name: 'home/fingerprint', credential: 'external' } as const
  const line = { encoding: 'text', prefix: 'FINGER=' } as const
  return {
    reader: await openReader(place, { kind: 'serial', path: scanner.path, line }, () => {}),
    present: [() => scanner.say('FINGER=17\r\n'), () => scanner.say('FINGER=right thumb\r\n')],
    expected: [
      { kind: 'external', id: '17' },
      { kind: 'external', id: 'right thumb' },
    ],
    vanish: () => scanner.unplug(),
    comeBack: () => scanner.plug(),
  }
})
