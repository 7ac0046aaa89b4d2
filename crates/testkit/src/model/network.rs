//! A network: what is under way arrives in any order, late, twice, or not at all.

use hearken_app::sync::{Pull, Pulled, Push, Pushed};

/// What a device asks.
#[derive(Clone)]
pub(super) enum Request {
    Push(Push),
    Pull(Pull),
}

/// What the server answers.
#[derive(Clone)]
pub(super) enum Answer {
    /// With the epoch that the push named.
    Pushed(i64, Pushed),
    Pulled(Pulled),
}

/// Something under way, with the device at its other end.
#[derive(Clone)]
struct Message<T> {
    device: usize,
    content: T,
}

/// What was taken from the network.
pub(super) struct Taken<T> {
    pub(super) device: usize,
    pub(super) content: T,
    /// Whether something was overtaken that is still under way.
    pub(super) overtook: bool,
}

/// Everything under way.
#[derive(Default)]
pub(super) struct Network {
    requests: Vec<Message<Request>>,
    answers: Vec<Message<Answer>>,
}

impl Network {
    pub(super) fn send(&mut self, device: usize, request: Option<Request>) {
        self.requests.extend(request.map(|content| Message { device, content }));
    }

    pub(super) fn reply(&mut self, device: usize, content: Answer) {
        self.answers.push(Message { device, content });
    }

    /// Takes one of the requests under way; kept, it stays there as well.
    pub(super) fn request(&mut self, which: usize, keep: bool) -> Option<Taken<Request>> {
        take(&mut self.requests, which, keep)
    }

    /// Takes one of the answers under way; kept, it stays there as well.
    pub(super) fn answer(&mut self, which: usize, keep: bool) -> Option<Taken<Answer>> {
        take(&mut self.answers, which, keep)
    }

    /// Every connection breaks.
    pub(super) fn lose_all(&mut self) {
        self.requests.clear();
        self.answers.clear();
    }

    /// Nothing of what is under way to a device reaches it any more.
    pub(super) fn lose_answers_to(&mut self, device: usize) {
        self.answers.retain(|message| message.device != device);
    }

    pub(super) const fn is_busy(&self) -> bool {
        !self.requests.is_empty() || !self.answers.is_empty()
    }
}

fn take<T: Clone>(under_way: &mut Vec<Message<T>>, which: usize, keep: bool) -> Option<Taken<T>> {
    if under_way.is_empty() {
        return None;
    }
    let at = which % under_way.len();
    let Message { device, content } = if keep { under_way[at].clone() } else { under_way.remove(at) };
    Some(Taken { device, content, overtook: at > 0 })
}
