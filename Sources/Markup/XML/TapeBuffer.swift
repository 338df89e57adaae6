/// Plain values one after the other, for code that runs once a tag: an array without the checks of who shares it.
///
/// What `start` points to is valid until the next append.
@safe struct TapeBuffer<Element: BitwiseCopyable>: ~Copyable {
  private(set) var start: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  /// Makes an empty buffer; `capacity` is not 0.
  init(capacity: Int) {
    precondition(capacity > 0)
    unsafe start = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  /// Makes a buffer of `count` equal elements; `count` is not 0.
  init(repeating element: Element, count: Int) {
    self.init(capacity: count)
    unsafe start.initialize(repeating: element, count: count)
    self.count = count
  }

  deinit { unsafe start.deallocate() }

  subscript(index: Int) -> Element {
    @inline(__always) get {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      return unsafe start[index]
    }
    @inline(__always) set {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      unsafe start[index] = newValue
    }
  }

  @inline(__always) mutating func append(_ element: Element) {
    if count == capacity { grow(by: 1) }
    unsafe (start + count).initialize(to: element)
    count += 1
  }

  @inline(__always) mutating func append(contentsOf elements: UnsafeBufferPointer<Element>) {
    guard let first = elements.baseAddress else { return }
    if elements.count > capacity - count { grow(by: elements.count) }
    unsafe (start + count).update(from: first, count: elements.count)
    count += elements.count
  }

  /// The elements in `range`.
  func buffer(_ range: Range<Int>) -> UnsafeBufferPointer<Element> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe UnsafeBufferPointer(start: start + range.lowerBound, count: range.count)
  }

  mutating func removeAll() { count = 0 }

  /// Leaves out the elements before `index`.
  mutating func removeFirst(_ index: Int) {
    precondition(index >= 0 && index <= count)
    unsafe start.update(from: start + index, count: count - index)
    count -= index
  }

  /// Leaves out the elements from `index` on.
  mutating func truncate(to index: Int) {
    precondition(index >= 0 && index <= count)
    count = index
  }

  @inline(never) private mutating func grow(by more: Int) {
    let larger = max(capacity * 2, count + more)
    let moved = UnsafeMutablePointer<Element>.allocate(capacity: larger)
    unsafe moved.update(from: start, count: count)
    unsafe start.deallocate()
    unsafe start = unsafe moved
    capacity = larger
  }
}
