import { CREDENTIALS, credentialOf } from '../credential.ts'
import { atValue, type Finding } from '../finding.ts'
import type { LooseRig, LooseSite } from '../shape.ts'
import { entries, sitesOf } from '../site-names.ts'
import { borneFault } from './users.ts'

/** Input tags and input codes: each once at a keypad, also beside its own, and no code that a user of the site has (§3.6.1). */
export function* checkDigitalInputs(rig: LooseRig): Iterable<Finding> {
  for (const { path, site } of sitesOf(rig)) {
    const at = (name: string, key: string) => [...path, 'program', 'controls', name, key]
    const taken = takenAtKeypads(rig, site)
    for (const [name, control] of entries(site.program?.controls)) {
      if (control === undefined || !('kind' in control)) continue
      if (control.kind !== 'nfc-code-input' && control.kind !== 'nfc-tag-input') continue
      const key = control.kind === 'nfc-code-input' ? 'code' : 'tag'
      const text = 'tag' in control ? control.tag : 'code' in control ? control.code : undefined
      if (text === undefined) continue
      const fault = key === 'tag' ? borneFault(rig, at(name, key), 'tag', text) : undefined
      if (fault !== undefined) yield fault
      const secret = key === 'tag' ? tagKey(rig, text) : `code ${text}`
      const reader = control.reader?.toLowerCase() ?? ''
      const other = taken.get(`${reader} ${secret}`) ?? taken.get(`* ${secret}`)
      if (other !== undefined) yield atValue(at(name, key), 'NAME_TAKEN', `The ${other} has this ${key}.`)
      taken.set(`${reader} ${secret}`, other ?? `control "${name}"`)
    }
  }
}

/** Codes of users, which hold at every keypad (`*`), and what the keypads let in themselves. */
function takenAtKeypads(rig: LooseRig, { program }: LooseSite): Map<string, string> {
  const taken = new Map<string, string>()
  for (const [name, user] of entries(program?.users)) {
    if (user?.code !== undefined) taken.set(`* code ${user.code}`, `user "${name}"`)
  }
  for (const [, block] of entries(program?.controls)) {
    if (block?.kind !== 'authentication-nfc-code-touch') continue
    const reader = block.reader?.toLowerCase() ?? ''
    for (const [name, code] of entries(block.codes)) {
      if (code?.code !== undefined) taken.set(`${reader} code ${code.code}`, `code "${name}" of ${block.reader}`)
    }
    for (const [name, tag] of entries(block.tags)) {
      if (tag?.tag !== undefined) taken.set(`${reader} ${tagKey(rig, tag.tag)}`, `tag "${name}" of ${block.reader}`)
    }
  }
  return taken
}

/** A spelling that is no tag is one of its own, and was told. */
function tagKey(rig: LooseRig, text: string): string {
  return `tag ${credentialOf(rig, 'tag', text)?.id ?? CREDENTIALS.tag.id(text) ?? `spelled ${text}`}`
}
