import type { parse } from 'csv-parse/sync'
import type { RowPreview } from '../sim/domain/user-table/preview.ts'
import { timeMs } from './access/processor-time.ts'
import type { Benchmark } from './benchmark.ts'
import { ROOT } from './dist.ts'
import { fromBundle } from './modules.ts'
import { usersFile } from './users-csv/file.ts'
import { previewOptions } from './users-csv/options.ts'

const ROUNDS = 9
const USERS = 50_000
const RATIO_MAX = 1.5

const MARK_LENGTH = 3
/** As ours asks the library about what is not well formed: people leave cells out and quotes in, and the kind of line ends is known. */
const MODE = { delimiter: ';', record_delimiter: ['\r\n'], relax_column_count: true, relax_quotes: true }

/** The preview of as many users as a file may have, from its bytes to what is to be said of each row. */
export const usersCsv: Benchmark = {
  name: 'users-csv',
  async measure({ tell }) {
    const file = usersFile(USERS)
    const { readUsers } = await fromBundle<typeof import('../sim/protocol/csv/read-users.ts')>(
      'sim/protocol/csv/read-users.ts',
    )
    const { previewUsers } = await fromBundle<typeof import('../sim/domain/user-table/preview.ts')>(
      'sim/domain/user-table/preview.ts',
    )
    const library = (await import(`${ROOT}node_modules/csv-parse/lib/sync.js`)) as { readonly parse: typeof parse }
    const options = await previewOptions()
    const ours = () => timeMs(() => previewUsers(readUsers(file).table, options))
    const peer = () => timeMs(() => library.parse(file.subarray(MARK_LENGTH), MODE))
    const said = rowsSaidOf(previewUsers(readUsers(file).table, options))
    peer()
    const rounds = Array.from({ length: ROUNDS }, (_, round) => {
      tell(`round ${round + 1} of ${ROUNDS}`)
      return [ours(), peer(), peer()] as const
    })
    return [
      {
        name: 'users-csv',
        unit: 'ms',
        about: `the preview of ${USERS.toLocaleString('en')} users of a CSV file of ${(file.length / 1e6).toFixed(1)} MB: bytes to rows, rows looked at beside each other and the program, access codes hashed`,
        ours: rounds.map(([ours]) => ours),
        peer: rounds.map(([, peer]) => peer),
        peerAgain: rounds.map(([, , again]) => again),
        peerName: 'csv-parse 7.0.3 alone, sync, arrays, as lenient as ours: the same bytes to cells',
        rows: [{ section: '7', work: 'csv-parse sync, arrays' }],
        limit: { ratioMax: RATIO_MAX },
        notes: [
          `of ${said.toLocaleString('en')} rows something is to be said; processor time, all threads`,
          'well-formed records, as these are, ours reads itself; from the first that is not csv-parse reads, as alone',
        ],
      },
    ]
  },
}

/** Counted before anything is measured: a preview that is held would be walked through by every collection of garbage. */
function rowsSaidOf(previews: readonly RowPreview[]): number {
  return previews.filter(({ errors, warnings }) => errors.length + warnings.length > 0).length
}
