import Worlds

/// A representation on a world observed in reals that says which outputs a policy network has there: what lets one file of an
/// algorithm serve actions that can be counted and real ones.
public protocol NetworkRepresentation: Representation where W: RealWorld {
  associatedtype Head: PolicyHead where Head.Action == W.Action
}

extension NetworkRepresentation {
  public typealias NetworkActor = NetworkPolicy<W.Observation, Head>
}

extension GaussianRepresentation: NetworkRepresentation {
  public typealias Head = GaussianHead<W.Action>
}

extension SoftmaxRepresentation: NetworkRepresentation {
  public typealias Head = SoftmaxHead
}
