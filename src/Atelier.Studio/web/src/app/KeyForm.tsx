import { useSignal } from '@preact/signals';
import { beginSession } from '../api/client';
import { Fault } from '../parts/Fault';
import { t } from '../texts';

/** A studio that others can reach may ask for a key first. */
export function KeyForm() {
  const texts = t.value.key;
  const key = useSignal('');
  const fault = useSignal<unknown>(null);

  const enter = async (): Promise<void> => {
    try {
      await beginSession(key.value);
    } catch (error) {
      fault.value = error;
    }
  };

  return (
    <form
      class="key-form"
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      <h1 tabIndex={-1}>{texts.title}</h1>
      <p class="hint">{texts.help}</p>
      <label class="field">
        <span>{texts.label}</span>
        <input type="password" autocomplete="current-password" value={key.value} onInput={(event) => (key.value = event.currentTarget.value)} />
      </label>
      {fault.value !== null && <Fault error={fault.value} />}
      <button type="submit" class="primary">
        {texts.enter}
      </button>
    </form>
  );
}
