import { ownManifest } from '../own-package.ts'

/** One sentence when this version of Node is older than the package asks for; `undefined` when it is new enough. */
export function versionFault(version: string, wanted: string = ownManifest().engines.node): string | undefined {
  const [is, least] = [numbersOf(version), numbersOf(wanted)]
  const place = least.findIndex((number, index) => number !== (is[index] ?? 0))
  if (place < 0 || (is[place] ?? 0) > (least[place] ?? 0)) return undefined
  return `loxrig needs Node ${least.join('.')} or newer; this is ${version}. Get one: https://nodejs.org`
}

/** `>=20.19` as 20, 19. */
function numbersOf(version: string): number[] {
  return version
    .replace(/^[^\d]+/, '')
    .split('.')
    .map(Number.parseFloat)
}
