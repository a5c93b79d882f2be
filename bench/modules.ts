import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { bundle } from '../scripts/build/bundle.ts'
import { ROOT } from './dist.ts'

/** What benchmarks load of the product without its command: dist/ holds whole programs only. */
const MODULES = [
  'rigs/adapters/pseudo-terminal.ts',
  'rigs/attachments/pcsc.ts',
  'rigs/attachments/serial/exchange.ts',
  'rigs/attachments/serial/line-reader.ts',
  'rigs/attachments/serial/one-wire-master.ts',
  'rigs/attachments/serial/serial-library.ts',
  'rigs/audit/build-audit.ts',
  'rigs/audit/json.ts',
  'rigs/factory/certificates.ts',
  'rigs/open.ts',
  'rigs/rig-file/read.ts',
  'rigs/scenario/read.ts',
  'rigs/scenario/run.ts',
  'sim/devices/miniserver.ts',
  'sim/domain/access/access-index.ts',
  'sim/domain/access/decide.ts',
  'sim/domain/access/explain.ts',
  'sim/domain/access/operating-modes.ts',
  'sim/domain/access/schedule.ts',
  'sim/domain/ibutton/one-wire-bus.ts',
  'sim/domain/miniserver/boot.ts',
  'sim/domain/miniserver/change-program.ts',
  'sim/domain/miniserver/step.ts',
  'sim/domain/program/ancestors.ts',
  'sim/domain/program/empty.ts',
  'sim/domain/program/factory.ts',
  'sim/domain/program/program.ts',
  'sim/domain/program/sections.ts',
  'sim/domain/sealed-credential.ts',
  'sim/domain/trust/membership.ts',
  'sim/domain/user-table/preview.ts',
  'sim/io/alpn.ts',
  'sim/io/broker.ts',
  'sim/io/env.ts',
  'sim/io/live-clock.ts',
  'sim/io/mqtt-bus-client.ts',
  'sim/io/store.ts',
  'sim/io/trust-links.ts',
  'sim/io/zone.ts',
  'sim/protocol/csv/read-users.ts',
  'sim/protocol/nfc/tag-id.ts',
  'sim/protocol/one-wire/ds2480b.ts',
  'sim/protocol/one-wire/rom.ts',
  'sim/protocol/store/sealed-records.ts',
] as const

const FOLDER = '.cache/bench'

/** Bundles them as the build bundles the package, so that what is measured is what is shipped. Comes before every `fromBundle()`. */
export async function bundleModules(): Promise<void> {
  await rm(`${ROOT}${FOLDER}`, { recursive: true, force: true })
  const { files } = await bundle({ entries: MODULES, folder: FOLDER })
  for (const [path, contents] of files) {
    const place = `${ROOT}${FOLDER}/${path}`
    await mkdir(dirname(place), { recursive: true })
    await writeFile(place, contents)
  }
}

/** Loads a module of the product by the path of its source; the caller gives it the source's type. */
export function fromBundle<Module>(source: (typeof MODULES)[number]): Promise<Module> {
  return import(`${ROOT}${FOLDER}/${source.replace(/\.ts$/, '.js')}`)
}
