import { onTestFinished } from 'vitest'
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
