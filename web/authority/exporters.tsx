import { useState } from 'react'
import type { Counterparty } from '../../src/app/index.ts'
import { useAnswer } from '../api.ts'
import { ProblemNotice, Waiting } from '../notice.tsx'
import { ActForm, Fold, TextIn } from '../parts/act-form.tsx'
import { Section } from '../parts/section.tsx'
import { type Column, Table } from '../parts/table.tsx'

type Answered = { readonly key: string; readonly exporters: readonly Counterparty[] }

/** Whose packages are taken in: each by a key that a registrar compared by another way than the one it came by. */
export function Exporters({ mayRegister }: { readonly mayRegister: boolean }) {
  const [turn, setTurn] = useState(0)
  const answer = useAnswer<Answered>('/v1/licensing/exporters', turn)
  if (answer === null) return <Waiting what="Opening the exporters" />
  if (!answer.ok) return <ProblemNotice problem={answer.problem} />
  const { key, exporters } = answer.value
  return (
    <Section id="exporters" title="Exporters known here" count={exporters.length}>
      <Table
        caption="Exporters whose packages are taken in"
        columns={COLUMNS}
        rows={exporters}
        keyOf={({ name }) => name}
        empty={
          <p className="soft">No exporter is registered, so no package can be taken in. Register the first one.</p>
        }
      />
      {mayRegister ? (
        <Fold label="Register an exporter">
          <ActForm
            path="/v1/licensing/exporters"
            label="Register exporter"
            keep="exporter"
            onDone={() => setTurn((now) => now + 1)}
            body={({ name = '', key: given = '', address = '' }) => ({
              name: name.trim(),
              key: given.trim(),
              address: address.trim() === '' ? null : address.trim(),
            })}
            seal={({ name = '' }) => ({
              consequence: `Packages under this key are taken in as those of ${name.trim()}. You vouch that you compared the key with them yourself.`,
              names: [],
            })}
          >
            <TextIn name="name" label="Name" hint="As the exporter’s own node bears it." isNeeded />
            <TextIn
              name="key"
              label="Key"
              hint="64 hexadecimal digits; `unblind node key` prints it there. Compare it by telephone or in person."
              isNeeded
            />
            <TextIn
              name="address"
              label="Address of its node"
              hint="https://host[:port]. Left out: letters wait until it asks for them."
            />
          </ActForm>
        </Fold>
      ) : null}
      <p className="small soft keys-line">
        The key of this office, for exporters to register: <code>{key}</code>
      </p>
    </Section>
  )
}

const COLUMNS: readonly Column<Counterparty>[] = [
  { name: 'Exporter', show: ({ name }) => name },
  { name: 'Key', show: ({ key }) => <code>{key}</code> },
  { name: 'Node', show: ({ address }) => address ?? <span className="soft">asks us</span> },
]
