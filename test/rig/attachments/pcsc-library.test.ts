import { describe, expect, test } from 'vitest'
import { loadNfcPcsc } from '../../../rigs/attachments/pcsc-library.ts'

describe('loadNfcPcsc()', () => {
  test.for([
    [
      "Cannot find module 'nfc-pcsc'\nRequire stack:\n- /x.js",
      'is not installed',
      'npm install --no-save nfc-pcsc@0.8.1',
    ],
    ["Cannot find module '@pokusew/pcsclite'", 'is not installed', 'sudo apt-get install pcscd libpcsclite-dev'],
    [
      'Could not locate the bindings file. Tried:\n → /x/pcsclite.node',
      'is not built',
      'npm rebuild @pokusew/pcsclite',
    ],
    ['libpcsclite.so.1: cannot open shared object file', 'libpcsclite is not on', 'sudo apt-get install libpcsclite1'],
    ['was compiled against a different Node.js version using\nNODE_MODULE_VERSION 115.', 'another Node', 'npm rebuild'],
    ['something nobody has seen', 'cannot be loaded', 'npm rebuild @pokusew/pcsclite'],
  ] as const)('turns %j into a sentence and a command', ([message, sentence, command]) => {
    const failing = (): never => {
      throw new Error(message)
    }
    const load = (): unknown => loadNfcPcsc(failing)
    expect(load).toThrow(expect.objectContaining({ code: 'READER_ABSENT', message: expect.stringContaining(sentence) }))
    expect(load).toThrow(`Mend it with: `)
    expect(load).toThrow(command)
  })
})
