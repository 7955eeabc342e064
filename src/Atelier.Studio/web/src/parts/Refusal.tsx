import { StudioError } from '../api/problem';
import { tell } from '../app/told';
import { t } from '../texts';
import { Fault } from './Fault';

interface RefusalProps {
  error: unknown;
  /** Whether a field says itself what is wrong with it. */
  isShownAt?: (field: string) => boolean;
}

/** Why a picture cannot be painted: everything that the studio said and no field shows. */
export function Refusal({ error, isShownAt = () => false }: RefusalProps) {
  const fields = error instanceof StudioError ? Object.entries(error.fields) : [];
  const elsewhere = fields.filter(([field]) => !isShownAt(field));
  return fields.length === 0 ? (
    <Fault error={error} />
  ) : elsewhere.length === 0 ? (
    <Fault told={{ text: t.value.compose.seeFields }} />
  ) : (
    <>
      {elsewhere.map(([field, notice]) => (
        <Fault key={field} told={tell(notice, t.value.messages.badValue)} />
      ))}
    </>
  );
}
