//! One connection through the network, from the client's connect to its end.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::watch;
use tokio::time::sleep;

use super::Shared;
use super::fault::{Fault, Plan};

const PIECE: usize = 16 * 1024;
/// How long a side may go on after the other has said its last.
const LAST_WORDS: Duration = Duration::from_secs(1);
/// So many bytes of a client are sent a second time at most.
const MOST_DOUBLED: usize = 1 << 20;

/// Where what a client sends goes a second time.
type Double = Option<UnboundedSender<Vec<u8>>>;

/// How a connection ends.
enum End {
    /// Both sides are told.
    Closed,
    /// Both sides find out.
    Reset,
}

pub(super) async fn serve(client: TcpStream, plan: Plan, shared: Arc<Shared>) {
    let upstream = shared.upstream().filter(|_| plan.fault != Fault::Refused);
    let server = match upstream {
        Some(upstream) => TcpStream::connect(upstream).await.ok(),
        None => None,
    };
    let Some(server) = server else {
        // It goes down with a reset whether or not that can be asked for.
        let _ = client.set_zero_linger();
        return;
    };
    let double = match upstream {
        Some(upstream) if plan.fault == Fault::Doubled => TcpStream::connect(upstream).await.ok(),
        _ => None,
    };
    let Some(double) = double else { return join(client, server, plan, None, shared.calm.clone()).await };
    let (sender, pieces) = unbounded_channel();
    let doubled = async {
        tokio::select! { () = repeat(double, pieces, plan.delay) => {}, () = calmed(shared.calm.clone()) => {} }
    };
    tokio::join!(join(client, server, plan, Some(sender), shared.calm.clone()), doubled);
}

/// Hands on between both, until one of them ends it or it is to break.
async fn join(mut client: TcpStream, mut server: TcpStream, plan: Plan, double: Double, calm: watch::Receiver<bool>) {
    let end = tokio::select! {
        end = hand_on(&mut client, &mut server, plan, double) => end,
        () = calmed(calm), if plan.fault != Fault::Sound => End::Reset,
    };
    if matches!(end, End::Reset) {
        let _ = (client.set_zero_linger(), server.set_zero_linger());
    }
}

async fn calmed(mut calm: watch::Receiver<bool>) {
    // The sender is gone only when everything is.
    let _ = calm.wait_for(|is_calm| *is_calm).await;
}

async fn hand_on(client: &mut TcpStream, server: &mut TcpStream, plan: Plan, double: Double) -> End {
    // Small pieces are to arrive as such.
    let _ = (client.set_nodelay(true), server.set_nodelay(true));
    let ((from_client, to_client), (from_server, to_server)) = (client.split(), server.split());
    tokio::select! {
        end = carry(from_client, to_server, plan, plan.upwards, double) => end,
        end = carry(from_server, to_client, plan, !plan.upwards, None) => end,
    }
}

/// Carries one direction to the end of the connection.
async fn carry(mut from: ReadHalf<'_>, mut to: WriteHalf<'_>, plan: Plan, breaks: bool, double: Double) -> End {
    let limit = if breaks { plan.after } else { u64::MAX };
    match flow(&mut from, &mut to, plan, limit, double).await {
        Ok(true) => {}
        Ok(false) => {
            let _ = to.shutdown().await;
            sleep(LAST_WORDS).await;
            return End::Closed;
        }
        Err(_) => return End::Reset,
    }
    match plan.fault {
        Fault::Truncated => return End::Closed,
        Fault::HalfClosed => {
            let _ = to.shutdown().await;
            sleep(plan.delay).await;
        }
        Fault::Swallowed => sleep(plan.delay).await,
        _ => {}
    }
    End::Reset
}

/// Hands bytes on; whether that ended because of the limit, and not because there are no more.
async fn flow(
    from: &mut ReadHalf<'_>,
    to: &mut WriteHalf<'_>,
    plan: Plan,
    mut left: u64,
    double: Double,
) -> io::Result<bool> {
    let mut buffer = vec![0; PIECE];
    loop {
        let length = from.read(&mut buffer).await?;
        if length == 0 {
            return Ok(false);
        }
        let length = length.min(usize::try_from(left).unwrap_or(usize::MAX));
        left -= length as u64;
        if plan.fault == Fault::Late {
            sleep(plan.delay).await;
        }
        if let Some(double) = &double {
            // Whether the second connection is still there changes nothing here.
            let _ = double.send(buffer[..length].to_vec());
        }
        for crumb in buffer[..length].chunks(plan.crumb) {
            to.write_all(crumb).await?;
            if plan.fault == Fault::Crumbled {
                tokio::task::yield_now().await;
            }
        }
        if left == 0 {
            return Ok(true);
        }
    }
}

/// A second connection gets what the first one did, some time later; its answers are nobody's.
async fn repeat(mut double: TcpStream, mut pieces: UnboundedReceiver<Vec<u8>>, delay: Duration) {
    sleep(delay).await;
    let (mut answers, mut to) = double.split();
    let send = async {
        let mut sent = 0;
        while let Some(piece) = pieces.recv().await {
            sent += piece.len();
            if sent > MOST_DOUBLED || to.write_all(&piece).await.is_err() {
                return;
            }
        }
        // What was sent last is to take effect.
        sleep(LAST_WORDS).await;
    };
    let listen = async {
        let mut buffer = vec![0; PIECE];
        while answers.read(&mut buffer).await.is_ok_and(|length| length > 0) {}
    };
    tokio::select! { () = send => {}, () = listen => {} }
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::{TcpListener, TcpStream};
    use std::thread;

    use super::super::fault::Plan;
    use super::super::{Limits, Proxy};
    use super::*;

    const LIMITS: Limits = Limits { hole: Duration::from_millis(50), bytes: 64 };

    /// A server that sends back what it gets; every byte it got, over all its connections, when it is over.
    fn echo(listener: TcpListener, connections: usize) -> thread::JoinHandle<Vec<u8>> {
        thread::spawn(move || {
            let serve = |mut stream: TcpStream| {
                let (mut heard, mut buffer) = (Vec::new(), [0; 256]);
                while let Ok(length @ 1..) = stream.read(&mut buffer) {
                    heard.extend_from_slice(&buffer[..length]);
                    if stream.write_all(&buffer[..length]).is_err() {
                        break;
                    }
                }
                heard
            };
            let running: Vec<_> = (0..connections)
                .map(|_| listener.accept().unwrap().0)
                .map(|stream| thread::spawn(move || serve(stream)))
                .collect();
            running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        })
    }

    /// What comes back of a hundred bytes through a connection with this plan, and what the server got.
    fn through(plan: Plan, connections: usize) -> (Vec<u8>, Vec<u8>) {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = Proxy::start(1, LIMITS).unwrap();
        proxy.lead_to(Some(&server.local_addr().unwrap().to_string())).unwrap();
        let echo = echo(server, connections);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (accepted, _) = listener.accept().unwrap();
        accepted.set_nonblocking(true).unwrap();
        let shared = Arc::clone(&proxy.shared);
        runtime.spawn(async move { serve(tokio::net::TcpStream::from_std(accepted).unwrap(), plan, shared).await });
        let mut back = Vec::new();
        // A reset is an end like any other here, and may come before all is sent.
        _ = client.write_all(&[7; 100]);
        _ = client.shutdown(std::net::Shutdown::Write);
        _ = client.read_to_end(&mut back);
        (back, echo.join().unwrap())
    }

    fn plan(fault: Fault, upwards: bool) -> Plan {
        Plan { fault, upwards, after: 30, delay: Duration::from_millis(5), crumb: 3 }
    }

    #[test]
    fn a_sound_connection_carries_everything() {
        for plan in [Plan::sound(), Plan { after: u64::MAX, ..plan(Fault::Late, true) }] {
            let (back, heard) = through(plan, 1);
            assert_eq!((back.len(), heard.len()), (100, 100));
        }
    }

    #[test]
    fn a_broken_direction_carries_so_much_and_no_more() {
        for fault in [Fault::Reset, Fault::Truncated, Fault::HalfClosed, Fault::Swallowed] {
            let (_, heard) = through(plan(fault, true), 1);
            // A reset takes back what the server has not read yet.
            let is_all = if fault == Fault::Reset { heard.len() <= 30 } else { heard.len() == 30 };
            assert!(is_all, "{fault}, upwards: {}", heard.len());
            let (back, heard) = through(plan(fault, false), 1);
            assert!(back.len() <= 30 && heard.len() == 100, "{fault}, downwards: {} {}", back.len(), heard.len());
        }
    }

    #[test]
    fn a_doubled_connection_arrives_twice() {
        let (back, heard) = through(Plan { after: u64::MAX, ..plan(Fault::Doubled, true) }, 2);
        assert_eq!((back.len(), heard.len()), (100, 200));
    }

    #[test]
    fn only_this_machine_is_connected_to() {
        let proxy = Proxy::start(1, LIMITS).unwrap();
        assert!(proxy.lead_to(Some("192.0.2.1:80")).is_err());
        assert!(proxy.address().starts_with("127.0.0.1:"));
    }
}
