import { expect, test } from 'vitest'
import { buildProgram } from '../../../../rigs/rig-file/build-program.ts'
import { lintedProgram } from '../../../../rigs/rig-file/lints/linted-program.ts'
import { lintsOfProgram } from '../../../../rigs/rig-file/lints/look.ts'
import { parseRigFile } from '../../../../rigs/rig-file/read.ts'
import { hash } from '../../../domain/program/a-program.ts'
import { CLEAN } from './a-linted-rig.ts'

test('a wire whose end is gone is told at the end that is left, and nothing else is', () => {
  const { rig } = parseRigFile(
    CLEAN.replace(
      '      permissions:\n',
      '      wiring: [{ from: Front Door.O1, to: Strike.I }, { from: Lamp.O, to: Strike.I }]\n      permissions:\n',
    ),
    'clean.yaml',
  )
  if (rig === undefined) throw new TypeError('no rig')
  const tools = { hash, random: () => '00', codeDigest: (code: string) => code }
  const { program } = buildProgram(rig, 'office', tools)
  const look = () =>
    [...lintsOfProgram(lintedProgram(rig, 'office', program))].filter(({ lint }) => lint.code === 'WIRE_BROKEN')
  expect(look()).toEqual([])
  const [door, strike] = ['Front Door', 'Strike'].map((name) =>
    [...program.controls.values()].find((each) => each.name === name),
  )
  if (door?.kind !== 'authentication-nfc-code-touch') throw new TypeError('no door')
  program.controls.set(door.uuid, { ...door, outputs: [] })
  expect(look()).toMatchObject([
    {
      place: { of: 'control', id: strike?.uuid },
      sentence: expect.stringContaining('"Front Door" has no output "O1"'),
    },
  ])
})
