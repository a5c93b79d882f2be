import { expect, test } from 'vitest'
import { CredentialNames } from '../../../rigs/record/name-credentials.ts'
import { loadRigFile } from '../../../rigs/rig-file/read.ts'

test('a tag and an external ID with the same text are two, each a secret of its own', () => {
  const names = new CredentialNames(loadRigFile('rigs/side-entrances.yaml'))
  const id = '04 A1 B2 C3'
  const named = (['tag', 'external', 'tag'] as const).map((kind) => names.nameOf({ kind, id }))
  expect(named).toEqual(['unknown-card-1', 'unknown-id-1', 'unknown-card-1'])
  expect(names.secrets).toEqual({ 'unknown-card-1': { tag: id }, 'unknown-id-1': { externalId: id } })
})
