import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseRigFile } from '../../../../rigs/rig-file/read.ts'

const SIDE_ENTRANCES = readFileSync('rigs/side-entrances.yaml', 'utf8')

const unused = (borne: string): string[] =>
  parseRigFile(SIDE_ENTRANCES.replace('[annas-finger]', `[${borne}]`), 'here.yaml')
    .lints.filter(({ code }) => code === 'CREDENTIAL_UNUSED')
    .map(({ message }) => message)

test('a misspelled name of an external ID, which is an ID by itself, is told where its credential is left over', () => {
  expect(unused('anas-finger')).toEqual([
    'Nobody bears "annas-finger"; to every door it is unknown. User "Anna" bears an external ID that is spelled nearly so.',
  ])
  expect(unused('left thumb')).toEqual(['Nobody bears "annas-finger"; to every door it is unknown.'])
})
