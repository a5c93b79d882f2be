import { symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { aGuideReader, type GuideReader } from './a-guide-reader.ts'
import type { Piece } from './pieces.ts'
import { sequenceDiagram } from './sequence-diagram.ts'
import { toldRun } from './told-run.ts'

const RUN = 'npx loxrig run '

/** Somebody who types the guide to Trusts, with its files and the lab of the repository in the folder. */
export async function aTrustGuide(pieces: readonly Piece[]): Promise<GuideReader> {
  const files = pieces.filter(({ kind }) => kind === 'file')
  const reader = await aGuideReader(files.find(({ what }) => what === 'sites.yaml')?.text ?? '')
  const { folder } = reader
  await symlink(resolve('rigs'), join(folder, 'rigs'))
  for (const { what, text } of files) await writeFile(join(folder, what), text)
  return {
    folder,
    // Scenarios are named from where the program runs, which is not this folder; how long one takes differs.
    async types(command) {
      if (!command.startsWith(RUN)) {
        const shown = await reader.types(command)
        // Until the next one is typed, a person takes longer than Miniservers do.
        await reader.types('npx loxrig time advance 1s')
        return shown
      }
      const shown = await reader.types(`${RUN}${join(folder, command.slice(RUN.length))}`)
      return lasting(shown.replaceAll(`${folder}/`, ''))
    },
    [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose](),
  }
}

/** What stays the same from run to run. */
export function lasting(text: string): string {
  return text.replaceAll(/\d+\.\d+ s\b/g, 'SECONDS')
}

/** The diagram of the guide, drawn from a run of its scenario. */
export async function lineCutDiagram(folder: string): Promise<string> {
  const side = (site: string, serial: string, name: string) => ({ site, serial, name })
  return sequenceDiagram(await toldRun(join(folder, 'line-cut.yaml')), {
    left: side('home', '504F94A00002', 'Home'),
    right: side('office', '504F94A00001', 'Office'),
  })
}
