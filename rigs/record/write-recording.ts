import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { RigError } from '../../sim/domain/errors.ts'
import type { CredentialNames } from './name-credentials.ts'
import type { Recorded } from './record.ts'
import { scenarioText, secretsText } from './scenario-file.ts'

export interface WhereTo {
  readonly path: string
  readonly secretsPath: string
  readonly recorded: Recorded
  readonly names: CredentialNames
}

/**
 * Writes the scenario, and where cards came that the rig file does not name, before it their ids into a file for its owner's eyes
 * only. Both are new files: throws RigError FILE_UNREADABLE where one is there.
 *
 * @returns whether there are such ids
 */
export async function writeRecording(
  { path, secretsPath, recorded, names }: WhereTo,
  title: string,
  rig: string,
): Promise<boolean> {
  const { began, presentations } = recorded
  const text = scenarioText({ title, rig, secrets: basename(secretsPath), began, presentations }, names)
  const hasSecrets = Object.keys(names.secrets).length > 0
  if (hasSecrets) await writeNew(secretsPath, secretsText(names), 0o600)
  await writeNew(path, text, 0o644)
  return hasSecrets
}

async function writeNew(path: string, text: string, mode: number): Promise<void> {
  await writeFile(path, text, { mode, flag: 'wx' }).catch((cause: unknown) => {
    throw new RigError('FILE_UNREADABLE', `${path} cannot be written, or is there already`, { cause })
  })
}
