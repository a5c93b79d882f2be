import { spawnSync } from 'node:child_process'

/** What this machine lacks for checking XML against a schema, with what mends it; nothing when all is there. */
export async function xmllintMissing(): Promise<readonly string[]> {
  const { error } = spawnSync('xmllint', ['--version'])
  return error === undefined ? [] : ['xmllint is not installed: sudo apt-get install libxml2-utils']
}

/** What xmllint finds wrong with a document by a schema; nothing where it is valid. */
export function faultsBySchema(xml: string, schema: string): string {
  const { status, stderr, error } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, '-'], {
    input: xml,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  if (error !== undefined) throw error
  return status === 0 ? '' : stderr
}
