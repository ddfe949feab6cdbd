//! Other programs that a command starts. Each gets so much time and not more: a command never hangs on one.

use std::{
    io::{ErrorKind, Read},
    process::{Child, Command, ExitStatus, Stdio},
    thread::{self, JoinHandle},
    time::Duration,
};

/// How long a program that has not ended is left alone before it is looked at again.
const PAUSE: Duration = Duration::from_millis(20);
/// The most that is repeated of what a program complains about.
const LONGEST_COMPLAINT: usize = 1_000;

/// Runs a program and answers what it printed, or a sentence that says why it did not do its work. It reads nothing, and
/// is ended where it takes longer than `limit`.
pub(super) fn run(command: &mut Command, limit: Duration) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = started.map_err(|cause| match cause.kind() {
        ErrorKind::NotFound => format!("there is no {name} in PATH"),
        _ => format!("cannot start {name}: {cause}"),
    })?;
    // Both are listened to all the time: a program whose pipe is full would wait for ever.
    let (printed, complained) = (listen(child.stdout.take()), listen(child.stderr.take()));
    match wait(&mut child, limit) {
        Ok(Some(status)) if status.success() => Ok(printed.join().unwrap_or_default()),
        Ok(Some(status)) => Err(format!("{name} ended with {status}{}", complaint(complained))),
        Ok(None) => Err(format!("{name} had not ended after {} seconds and was stopped", limit.as_secs())),
        Err(cause) => Err(format!("cannot wait for {name}: {cause}")),
    }
}

/// How the program ended; nothing where it had to be stopped. The time is counted in pauses, so no clock is asked.
fn wait(child: &mut Child, limit: Duration) -> std::io::Result<Option<ExitStatus>> {
    let mut waited = Duration::ZERO;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if waited >= limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(PAUSE);
        waited += PAUSE;
    }
}

fn listen(stream: Option<impl Read + Send + 'static>) -> JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            // What was read before it broke off is still worth telling.
            let _ = stream.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// What a program said about its failure, on one line.
fn complaint(complained: JoinHandle<String>) -> String {
    let said = complained.join().unwrap_or_default();
    let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.is_empty() {
        return String::new();
    }
    format!(": {}", lines.join(" ").chars().take(LONGEST_COMPLAINT).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(20);

    fn shell(script: &str, limit: Duration) -> Result<String, String> {
        run(Command::new("sh").args(["-c", script]), limit)
    }

    #[test]
    fn a_program_tells_what_it_printed_or_what_went_wrong() {
        assert_eq!(shell("echo here", LONG), Ok("here\n".to_owned()));
        let sentence = shell("echo no; echo why >&2; exit 3", LONG).unwrap_err();
        assert_eq!(sentence, "sh ended with exit status: 3: why");
        let sentence = run(&mut Command::new("no-such-program-of-muster"), LONG).unwrap_err();
        assert_eq!(sentence, "there is no no-such-program-of-muster in PATH");
    }

    #[test]
    fn a_program_that_takes_too_long_is_stopped() {
        let sentence = shell("exec sleep 60", Duration::from_millis(100)).unwrap_err();
        assert!(sentence.contains("was stopped"), "{sentence}");
    }

    #[test]
    fn a_program_that_says_very_much_does_not_wait_for_ever() {
        let said = shell("i=0; while [ $i -lt 20000 ]; do echo 0123456789; i=$((i+1)); done", LONG).unwrap();
        assert_eq!(said.len(), 20_000 * 11);
    }
}
